"""What goes to the project leaders: the template, their own file with the faults marked, and a letter."""
