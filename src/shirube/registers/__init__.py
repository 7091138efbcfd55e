"""Registers (台帳): items that go through stages, each with its section and its days; what a register is, a pack says."""
