using Phoenix.Node.Screens;
using Spectre.Console.Testing;

namespace Phoenix.Node.Tests.Screens;

/// <summary>What takes long says how far it is, and gives what it found.</summary>
public sealed class LongWorkSpecs
{
    [Fact]
    public void On_a_terminal_there_is_a_bar_with_its_title()
    {
        using var console = new TestConsole();
        console.Interactive().EmitAnsiSequences().Width(80);
        var thread = Environment.CurrentManagedThreadId;

        var found = LongWork.Run(new Terminal(console, HasKeys: false), TextWriter.Null, "seed [7]", tell =>
        {
            Environment.CurrentManagedThreadId.ShouldBe(thread, "virtual time belongs to one thread");
            tell(0.5);
            return 42;
        });

        found.ShouldBe(42);
        console.Output.ShouldContain("seed [7]");
        console.Output.ShouldContain("50%");
    }

    [Fact]
    public void Elsewhere_work_that_is_soon_done_says_nothing()
    {
        using var notes = new StringWriter();

        LongWork.Run(null, notes, "replay", tell =>
        {
            tell(0.5);
            tell(1);
            return 42;
        }).ShouldBe(42);

        notes.ToString().ShouldBeEmpty();
    }
}
