"""Pages of the support desk: requests, one request, who helps whom."""
