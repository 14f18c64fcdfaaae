"""What numbers are: check digits and the likeliest texts."""
