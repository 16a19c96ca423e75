"""Taking a buyer's money and giving it back."""
