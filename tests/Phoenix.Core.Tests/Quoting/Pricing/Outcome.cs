using Phoenix.Core.Quoting.Pricing;

namespace Phoenix.Core.Tests.Quoting.Pricing;

/// <summary>Takes the value out of what a model says, or fails with its refusal.</summary>
internal static class Outcome
{
    public static T Given<T>(this Modeled<T> modeled)
        where T : notnull =>
        modeled.TryGet(out var value, out var refusal)
            ? value
            : throw new ShouldAssertException($"The model refused: {refusal}.");
}
