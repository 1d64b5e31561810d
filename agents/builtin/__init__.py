"""The coach that needs no model key: a chat model made of rules, an embedding and a composer."""
