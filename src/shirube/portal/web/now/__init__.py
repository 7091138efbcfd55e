"""The page "DXのいま": one page for the assembly and residents, and its feed."""
