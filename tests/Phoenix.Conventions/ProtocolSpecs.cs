using Phoenix.Conventions.Rules;
using Phoenix.Conventions.Sources;

namespace Phoenix.Conventions;

/// <summary>Messages are immutable, log messages numbered.</summary>
public sealed class ProtocolSpecs
{
    [Fact]
    public void Messages_cannot_change() =>
        Repository.Sources.Where(ProtocolRules.Applies).SelectMany(ProtocolRules.MutableMessages).ShouldBeEmpty();

    [Fact]
    public void Log_messages_have_numbers_of_their_own() =>
        LogRules.WrongEventIds(Repository.Sources).ShouldBeEmpty();

    [Theory]
    [InlineData("public sealed record M(int Count);", 0)]
    [InlineData("public sealed record M(ImmutableArray<Symbol> Symbols);", 0)]
    [InlineData("public sealed record M(List<int> Counts);", 1)]
    [InlineData("public sealed record M(int[] Counts);", 1)]
    [InlineData("public sealed record M(ImmutableArray<List<int>> Counts);", 1)]
    [InlineData("public sealed record M(Func<int> Later);", 1)]
    [InlineData("public sealed record M(Task Later);", 1)]
    [InlineData("public sealed record M { public int Count { get; set; } }", 1)]
    [InlineData("public sealed record M { public int Count { get; init; } }", 0)]
    [InlineData("public sealed class M { private int _count; }", 1)]
    [InlineData("public sealed class M { public static readonly M Instance = new(); }", 0)]
    public void A_message_that_can_change_is_found(string text, int offences) =>
        ProtocolRules.MutableMessages(Code("Phoenix.Actors", $"static class P {{ {text} }}"))
            .Count().ShouldBe(offences);

    [Theory]
    [InlineData("[LoggerMessage(EventId = 2000)] void A(); [LoggerMessage(EventId = 2001)] void B();", 0)]
    [InlineData("[LoggerMessage(EventId = 2000)] void A(); [LoggerMessage(2000, LogLevel.Debug, \"\")] void B();", 1)]
    [InlineData("[LoggerMessage(EventId = 1999)] void A();", 1)]
    [InlineData("[LoggerMessage(Level = LogLevel.Debug)] void A();", 1)]
    [InlineData("const int X = 2000; [LoggerMessage(L.X)] void A(); [LoggerMessage(EventId = L.X)] void B();", 1)]
    public void A_number_used_twice_or_outside_its_block_is_found(string text, int offences) =>
        LogRules.WrongEventIds([Code("Phoenix.Actors", $"class L {{ {text} }}")]).Count().ShouldBe(offences);

    private static SourceFile Code(string project, string text) => new($"src/{project}/LinkProtocol.cs", text);
}
