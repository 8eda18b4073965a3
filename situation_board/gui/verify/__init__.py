"""The queue of what is to be verified again, worked through by keyboard."""
