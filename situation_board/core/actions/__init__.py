"""What a person can do. Each action reads the store and returns the changes to save; `Store.do` is the gate."""
