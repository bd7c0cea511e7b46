using Phoenix.Conventions.Sources;

namespace Phoenix.Conventions.ActorSurface;

/// <summary>The runtime's public surface is exactly what <c>actor-runtime.txt</c> lists. That Akka.NET has every line
/// of it is proven by the same tests built on Akka.NET (<c>-p:ActorRuntime=akka</c>).</summary>
public sealed class RuntimeSurfaceSpecs
{
    private const string List = "tests/Phoenix.Conventions/ActorSurface/actor-runtime.txt";
    private const string OfOurOwn = "Phoenix.ActorRuntime.Deterministic.";

    private static readonly string[] Surface =
    [
        .. new Surface([typeof(Akka.Actor.ActorSystem).Assembly, typeof(Akka.TestKit.TestKitBase).Assembly]).Promises(),
    ];

    [Fact]
    public void Everything_public_is_in_Akkas_namespaces_or_in_the_deterministic_modes_own() =>
        Surface
            .Where(promise => !promise.StartsWith("Akka.", StringComparison.Ordinal))
            .Where(promise => !promise.StartsWith(OfOurOwn, StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void The_surface_is_the_one_that_was_compared_with_Akka()
    {
        var actual = Surface.Where(promise => promise.StartsWith("Akka.", StringComparison.Ordinal)).ToList();
        var listed = Repository.Read(List).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var received = Path.Combine(AppContext.BaseDirectory, "actor-runtime.received.txt");
        File.WriteAllLines(received, actual);

        var remedy = $"The list must follow the surface: copy {received} to {List}, then run these tests with " +
            "-p:ActorRuntime=akka, which compares every line with Akka.NET.";
        actual.Except(listed, StringComparer.Ordinal).ShouldBeEmpty(remedy);
        listed.Except(actual, StringComparer.Ordinal).ShouldBeEmpty(remedy);
    }
}
