namespace Phoenix.Benchmarks.Actors;

/// <summary>A way to hand messages to parties that handle them one at a time.</summary>
internal interface IContestant : IAsyncDisposable
{
    string Name { get; }

    /// <param name="onMessage">Called for every message, one at a time; it answers by what it returns: true to pass the
    /// message on to <paramref name="next"/>.</param>
    /// <param name="next">Who a message is passed on to; null for nobody.</param>
    IParty Start(Func<object, bool> onMessage, Func<IParty>? next = null);
}

/// <summary>Someone to give messages to, from any thread.</summary>
internal interface IParty
{
    void Tell(object message);
}
