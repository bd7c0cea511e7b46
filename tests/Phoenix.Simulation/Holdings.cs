namespace Phoenix.Simulation;

/// <summary>What a world holds that must not grow with its age.</summary>
internal readonly record struct Holdings(int Actors, int Timers, int Sockets)
{
    private const int Looks = 40;

    /// <summary>
    /// The least of each in a quiet stretch: what comes and goes, such as a request under way, is not held.
    /// </summary>
    public static Holdings Settled(World world)
    {
        var least = new Holdings(int.MaxValue, int.MaxValue, int.MaxValue);
        for (var look = 0; look < Looks; look++)
        {
            world.RunFor(0.25);
            var now = world.CountHoldings();
            least = new Holdings(
                Math.Min(least.Actors, now.Actors),
                Math.Min(least.Timers, now.Timers),
                Math.Min(least.Sockets, now.Sockets));
        }

        return least;
    }
}
