using Phoenix.Node.Screens;
using Spectre.Console.Testing;

namespace Phoenix.Node.Tests.Screens;

/// <summary>Goal: a live screen shows what is so now, and ends when asked. A virtual console.</summary>
public sealed class LiveScreenSpecs : IDisposable
{
    private readonly TestConsole _console = new();

    public LiveScreenSpecs() => _console.Interactive().EmitAnsiSequences().Width(100);

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task It_ends_with_the_key_q()
    {
        _console.Input.PushCharacter('x');
        _console.Input.PushCharacter('q');

        await Show(() => throw new InvalidOperationException("No second look was wanted."));

        _console.Output.ShouldContain("first look");
    }

    [Fact]
    public async Task It_looks_again_until_then()
    {
        var looks = 0;

        await Show(() =>
        {
            if (++looks == 2)
            {
                _console.Input.PushCharacter('Q');
            }

            return Task.FromResult(Says($"look {looks}"));
        });

        _console.Output.ShouldContain("look 1");
        _console.Output.ShouldContain("look 2");
    }

    [Fact]
    public async Task It_ends_when_the_process_is_asked_to()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await LiveScreen.Show(
            new Terminal(_console, HasKeys: false),
            Says("first look"),
            () => throw new InvalidOperationException("No second look was wanted."),
            new Hurried(),
            stop.Token);

        _console.Output.ShouldContain("first look");
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("", "xterm", false)]
    [InlineData("1", "xterm", true)]
    [InlineData(null, "dumb", true)]
    public void Plain_text_is_what_its_user_asked_for(string? noColor, string? term, bool plain) =>
        Terminal.WantsPlainText(noColor, term).ShouldBe(plain);

    private Task Show(Func<Task<ScreenView>> look) => LiveScreen.Show(
        new Terminal(_console, HasKeys: true), Says("first look"), look, new Hurried(), CancellationToken.None);

    private static ScreenView Says(string text) => new([text], [], []);

    /// <summary>A time in which every wait is over at once.</summary>
    private sealed class Hurried : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
