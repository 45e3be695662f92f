"""What an operation costs, estimated from its plan, the values of the request, and what the graph holds."""
