using Phoenix.Node.Control;
using Phoenix.Node.Dashboard;
using Phoenix.Node.Screens;
using Phoenix.Node.Status;
using Spectre.Console.Testing;

namespace Phoenix.Node.Tests.Status;

/// <summary>What an operator reads of a running node.</summary>
public sealed class StatusScreenSpecs
{
    private const long Now = 1_000_000;

    private static readonly ControlStatus Quoting = new(
        Killed: false,
        null,
        [
            new SymbolReport("ETHUSDC", "Free", "None", "Normal", 0.05m, 3, 12, 2999.98m, 3000.00m, 64)
            {
                Profit = 1.234m,
                Quotes = [Quote("Buy", 2999.58m), Quote("Buy", 2999.18m), Quote("Sell", 3000.40m)],
            },
        ],
        "")
    {
        Node = new NodeReport("0.1.0", "the embedded exchange", Now, 133_000, ""),
        Account = new AccountReport(100_012.5m, 100_020, 100_020, "", 450, 4_500),
        Budget = new DashboardBudget(120, 2400, 12, 300, 60, 1200, 0),
        Connections =
        [
            Connection("public-A", "up", new DashboardStream("ethusdc@depth", "Live", 40) { LagMs = 0.25 }),
            Connection("public-B", "up", new DashboardStream("ethusdc@depth", "Live", 41) { LagMs = 1.5 }) with
            {
                Deaths = 1,
                LastCause = "BehindSibling",
                LastDetail = "3 updates",
                LastDeathAt = Now - 12_000,
            },
        ],
    };

    [Fact]
    public void A_node_in_good_order_fits_on_one_page() => Text(Quoting).ShouldBe(
        """
        Phoenix 0.1.0 on the embedded exchange, up 2 min 13 s: ready, every symbol is quoted
        account: equity 100012.5, highest today 100020, of the run 100020; at work 450 of at most 4500 (10 %)
        limits: request weight 120 of 2400 (5 %), orders 12 of 300 (4 %) in 10 s and 60 of 1200 (5 %) in 1 min

        symbol   state    bid      ask      mid      our bid      our ask      position  mode    profit  orders  book
        ETHUSDC  quoting  2999.98  3000.00  2999.99  2999.58 (2)  3000.40 (1)  0.05      Normal  1.23    3       64 ms

        connection  state  epoch  for     deaths  last death
        public-A    up     7      30.0 s  0
        public-B    up     7      30.0 s  1       BehindSibling 12.0 s ago: 3 updates

        stream         connection  state  age    lag
        ethusdc@depth  public-A    Live   40 ms  0.3 ms
        ethusdc@depth  public-B    Live   41 ms  1.5 ms

        """);

    [Fact]
    public void A_halt_is_told_with_its_causes_and_what_ends_each()
    {
        var text = Text(Quoting with
        {
            Symbols =
            [
                Quoting.Symbols[0] with
                {
                    Halts = "BookStale, NotReconciled",
                    HaltedForMs = 3_000,
                    Operator = "Paused",
                    Ends = ["BookStale ends with the next good frame"],
                    ModeCause = "ReduceOnly for DayDrawdown",
                },
            ],
        });

        text.ShouldContain("up 2 min 13 s: not ready, halted: ETHUSDC");
        text.ShouldContain("halted 3.0 s");
        text.ShouldEndWith(
            """
            ETHUSDC halted: BookStale, NotReconciled
            ETHUSDC operator: Paused
            ETHUSDC   BookStale ends with the next good frame
            ETHUSDC   ReduceOnly for DayDrawdown

            """);
    }

    [Fact]
    public void A_kill_and_a_doubt_about_it_come_first()
    {
        var lines = Text(Quoting with { Killed = true, Problem = "the file is cut off", Node = null }).Split('\n');

        lines[0].ShouldBe("killed: nothing is quoted until resume --after-kill");
        lines[1].ShouldBe("the file is cut off");
    }

    [Fact]
    public void What_is_not_quoted_at_all_is_not_ready() =>
        Text(Quoting with { LeftOut = ["BTCUSDC: its grid does not fit"] })
            .ShouldContain("not quoted: BTCUSDC: its grid does not fit");

    [Fact]
    public void A_closed_budget_is_told_with_its_end() =>
        Text(Quoting with { Budget = Quoting.Budget! with { ClosedForMs = 4_500 } })
            .ShouldContain("; nothing is sent for 4.5 s");

    [Fact]
    public void Streams_in_trouble_come_first_and_the_list_has_an_end()
    {
        var streams = Enumerable.Range(0, 30)
            .Select(number => new DashboardStream($"s{number:00}@depth", number == 29 ? "Dead" : "Live", 40));
        var text = Text(Quoting with { Connections = [Connection("public-A", "up", [.. streams])] });

        text.ShouldContain("and 6 more");
        text.IndexOf("s29@depth", StringComparison.Ordinal)
            .ShouldBeLessThan(text.IndexOf("s00@depth", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_exchange_says_does_not_steer_the_terminal()
    {
        var hostile = Quoting with
        {
            Connections =
            [
                Connection("public-A", "down") with
                {
                    LastCause = "TransportClosed",
                    LastDetail = "\e[2J[red]bye[/]",
                    LastDeathAt = Now - 1_000,
                },
            ],
        };
        using var console = new TestConsole();
        console.Width(140).EmitAnsiSequences();

        console.Write(TerminalView.Of(StatusScreen.Of(hostile)));

        console.Output.ShouldContain("?[2J[red]bye[/]");
        console.Output.ShouldNotContain("\e[2J");
        Text(hostile).ShouldNotContain("\e");
    }

    [Fact]
    public void A_node_that_fell_silent_is_shown_as_it_was()
    {
        var view = StatusScreen.Silent(StatusScreen.Of(Quoting), "no node answers");

        view.Head[0].Text.ShouldBe("no node answers; what follows is what it said last");
        view.Head[1].Text.ShouldStartWith("Phoenix 0.1.0");
    }

    private static string Text(ControlStatus status)
    {
        using var text = new StringWriter { NewLine = "\n" };
        PlainText.Write(StatusScreen.Of(status), text);
        return text.ToString();
    }

    private static DashboardQuote Quote(string side, decimal price) => new("px-1", side, price, 0.01m, "Live", 1, null);

    private static DashboardConnection Connection(string slot, string state, params DashboardStream[] streams) =>
        new(slot, state, "", 7, Now - 30_000, 0, "", "", null, [.. streams]);
}
