using System.Reflection;
using Phoenix.Conventions.Sources;

namespace Phoenix.Conventions.ActorSurface;

/// <summary>Whatever the repository's own runtime offers, Akka.NET offers under the same signature.</summary>
public sealed class AkkaSurfaceSpecs
{
    private static readonly string[] Packages =
    [
        "Akka", "Akka.Streams", "Akka.DependencyInjection", "Akka.Hosting", "Akka.TestKit", "Akka.TestKit.Xunit2",
    ];

    // Akka.NET 1.5.30 has them; its own specs use them; some later version took them out of the public surface.
    private static readonly string[] UntilLater =
    [
        "Akka.TestKit.Extensions.TaskExtensions",
    ];

    private static readonly Surface Akka = new(Packages.Select(name => Assembly.Load(new AssemblyName(name))));

    [Fact]
    public void Akka_keeps_every_promise_of_the_runtime() =>
        Repository.Read("tests/Phoenix.Conventions/ActorSurface/actor-runtime.txt")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(promise => !Akka.Keeps(promise))
            .Where(promise => !UntilLater.Any(type => promise.StartsWith(type + " ", StringComparison.Ordinal)))
            .Select(Explain)
            .ShouldBeEmpty();

    [Theory]
    [InlineData("Akka.Actor.ActorSystem | public virtual System.Threading.Tasks.Task TerminateLater()")]
    [InlineData("Akka.Actor.ActorSystem | sealed class")]
    [InlineData("Akka.Actor.NoSuchType | class")]
    [InlineData("Akka.Actor.Props | : System.IDisposable")]
    public void A_promise_of_more_is_seen(string promise) => Akka.Keeps(promise).ShouldBeFalse();

    private static string Explain(string promise) =>
        $"{promise}; there: {string.Join(" or ", Akka.NearTo(promise).DefaultIfEmpty("nothing"))}";
}
