"""What is known of one node, region or theme: facts and claims put together for a page, from any store."""
