using Phoenix.Core.Streams.Links;

namespace Phoenix.Actors.Recording;

/// <summary>All that a probed connection starts from.</summary>
internal sealed record LinkSeed(LinkState State, LinkPolicy Policy);
