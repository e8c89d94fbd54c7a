"""What a query asks for, and what is found."""
