"""From checked files to the register: what they change, all of it or nothing, and back again."""
