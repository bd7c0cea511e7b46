using Phoenix.Node.Screens;

namespace Phoenix.Node.Tests.Screens;

/// <summary>Nobody but us writes on the operator's screen.</summary>
public sealed class SafeTextSpecs
{
    [Theory]
    [InlineData("SilentStream: no data for 1.2 s – ∞", "SilentStream: no data for 1.2 s – ∞")]
    [InlineData("\e[2J\e[1;32mready", "?[2J?[1;32mready")]
    [InlineData("a\r\nquoting\tb\u0007", "a??quoting?b?")]
    [InlineData("\u009b31mC1", "?31mC1")]
    [InlineData("\u202edraw\u2066er", "?draw?er")]
    [InlineData("one\u2028two", "one?two")]
    [InlineData("", "")]
    public void What_would_steer_a_terminal_stands_as_a_question_mark(string text, string safe)
    {
        SafeText.Of(text).ShouldBe(safe);
        new Piece(text).Text.ShouldBe(safe);
    }
}
