using Phoenix.Node.Logs;

namespace Phoenix.Node.Tests.Logs;

/// <summary>A log line names the part that speaks, not a class.</summary>
public sealed class LogPartSpecs
{
    [Theory]
    [InlineData("Phoenix.Venue", "Venue")]
    [InlineData("Phoenix.Slot.public-A", "public-A")]
    [InlineData("Akka.Hosting.AkkaHostedService", "Actors")]
    [InlineData("Phoenix", "Phoenix")]
    public void The_last_word_of_the_category_is_the_part(string category, string part) =>
        LogPart.Of(category).ShouldBe(part);
}
