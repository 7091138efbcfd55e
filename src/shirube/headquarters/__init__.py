"""The headquarters (本部): bodies, meetings with agenda and papers, decisions that act, tasks, minutes, the support desk."""
