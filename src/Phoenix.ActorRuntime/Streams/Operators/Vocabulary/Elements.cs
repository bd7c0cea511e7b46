namespace Akka.Streams.Implementation;

/// <summary>What may be an element: null may not, as Reactive Streams demands.</summary>
internal static class Elements
{
    private static ArgumentNullException Missing => new("element", "Element must not be null, rule 2.13");

    internal static T NotNull<T>(T element)
    {
        if (element is null) throw Missing;
        return element;
    }

    /// <summary>A task that ended with null has failed.</summary>
    internal static Outcome<T> OrFailure<T>(Outcome<T> outcome) =>
        outcome is { IsSuccess: true, Value: null } ? new Outcome<T>(default!, Missing) : outcome;
}
