"""Page frame, components, charts, access declaration and error pages. No models; every room above may import it."""
