namespace Akka.TestKit;

/// <summary>Names of test actors: never those the runtime gives to others.</summary>
internal static class UniqueNames
{
    private static long _number;

    internal static string Next() => "$$" + Util.CompactNumber.Format(Interlocked.Increment(ref _number) - 1);
}
