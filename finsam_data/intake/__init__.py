"""The project leaders' files: read, understood, checked, taken into the register, and sent back with the faults."""
