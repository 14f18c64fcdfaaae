"""Writing made from single digits: lines, strips and photos to train on."""
