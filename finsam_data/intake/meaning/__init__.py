"""From sheets of texts to rows that may stand in the register, and what is wrong with the others."""
