"""How the shipped sample is made: fact tables from facts/*.csv, a synthetic register from the calibration."""
