"""Nobody can be singled out: what is merged and hidden before anything is shown, and the attack on the result."""
