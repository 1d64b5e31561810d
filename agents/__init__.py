"""The language side: router, agents, grounding and safety as one LangGraph graph."""
