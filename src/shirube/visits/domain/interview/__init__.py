"""One conversation for many procedures: what each form asks is asked once, and given back to every form that needs it."""
