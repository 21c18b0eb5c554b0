"""What the pictures show, worked out without drawing: which nodes, where they stand, what is counted."""
