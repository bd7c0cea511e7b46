using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Phoenix.EndToEnd.Dashboard;

/// <summary>
/// Goal: whoever looks at the page sees what is, and may touch it with the token only. Method: the program as a process
/// of its own, its page in a real browser, and the exchange asked whether it is so.
/// </summary>
public sealed partial class DashboardSpecs : IAsyncLifetime, IDisposable
{
    private static readonly float Patience = (float)PhoenixProcess.Patience.TotalMilliseconds;

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentBag<string> _complaints = [];
    private PhoenixProcess? _phoenix;
    private ExchangeView? _exchange;
    private Browser? _browser;

    public async Task InitializeAsync()
    {
        if (Browser.Program is null)
        {
            return;
        }

        var config = _folder.Write("node.conf", $$"""
            include "sim.conf"
            phoenix.dashboard.port = 0
            phoenix.node.data-folder = "{{_folder.PathOf("data")}}"
            """);
        _phoenix = PhoenixProcess.Start("--config", config);
        _exchange = new ExchangeView(await _phoenix.Address());
        _browser = await Browser.Start();
        await _exchange.Until(ExchangeView.IsQuoted, PhoenixProcess.Patience, _phoenix);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        if (_phoenix is not null) await _phoenix.DisposeAsync();
    }

    public void Dispose()
    {
        _exchange?.Dispose();
        _folder.Dispose();
    }

    [SkippableTheory]
    [InlineData(1440, 1500, false)]
    [InlineData(1440, 1500, true)]
    [InlineData(390, 844, false)]
    [InlineData(390, 844, true)]
    public async Task The_page_shows_the_quotes_that_rest(int width, int height, bool dark)
    {
        var page = await Open(width, height, dark);

        await Expect(page.Locator("#verdict")).ToHaveTextAsync("quoting", Within());
        await UntilAsync(async () =>
        {
            var state = await _exchange!.State();
            var shown = await page.Locator("#ladder-rows tr:not(.touch) td:nth-child(2)").AllInnerTextsAsync();
            return Prices(state, "ETHUSDC").SequenceEqual(shown.Select(text => decimal.Parse(text)).Order());
        });
        await Expect(page.Locator("#chart canvas")).ToBeVisibleAsync();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await Keep(page, $"dashboard-{width}-{(dark ? "dark" : "light")}");
        _complaints.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task A_silenced_stream_turns_red_with_its_cause_and_back_to_green_by_itself()
    {
        var page = await Open(1440, 1500);
        await Unlock(page);
        var row = page.Locator("#stream-rows tr[data-key='public-A']");
        await Expect(row).ToHaveClassAsync("good", new() { Timeout = Patience });
        await page.EvaluateAsync("""
            () => {
              window.seen = [];
              const row = document.querySelector("#stream-rows tr[data-key='public-A']");
              new MutationObserver(() => seen.push(row.className)).observe(row, { attributes: true });
            }
            """);

        await page.GetByRole(AriaRole.Button, new() { Name = "Silence the public streams" }).ClickAsync();

        await Expect(row.Locator("td").Last).ToContainTextAsync("silent stream", new() { Timeout = Patience });
        await Expect(row).ToHaveClassAsync("good", new() { Timeout = Patience });
        await Expect(page.Locator("#verdict")).ToHaveTextAsync("quoting", Within());
        (await page.EvaluateAsync<string[]>("seen")).ShouldContain("bad");
        await Expect(page.Locator("#recovery-rows tr").First)
            .ToContainTextAsync("public-", new() { Timeout = Patience });
        await Expect(page.Locator("#stream-rows tr:not(.good)")).ToHaveCountAsync(0, new() { Timeout = Patience });
        await Expect(page.Locator("#recovery-rows tr.bad")).ToHaveCountAsync(0, new() { Timeout = Patience });
        await Keep(page, "dashboard-recovered");
    }

    [SkippableFact]
    public async Task Flatten_asks_first_and_empties_the_book_at_the_exchange()
    {
        var page = await Open(1440, 1500);
        await Unlock(page);
        var flatten = page.GetByRole(AriaRole.Button, new() { Name = "Flatten" });

        await flatten.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "No", Exact = true }).ClickAsync();
        (await _exchange!.RestingOrders()).ShouldContain("ETHUSDC");

        await flatten.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes" }).ClickAsync();

        await Expect(page.Locator("#answer")).ToContainTextAsync("done", new() { Timeout = Patience });
        (await _exchange.RestingOrders()).ShouldNotContain("ETHUSDC");
        await Expect(page.Locator("#halt")).ToContainTextAsync("resume", new() { Timeout = Patience });
    }

    [SkippableFact]
    public async Task Without_the_token_the_buttons_are_refused()
    {
        var page = await Open(1440, 1500);
        await Expect(page.Locator("#lock")).ToHaveTextAsync("read-only", new() { Timeout = Patience });

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes" }).ClickAsync();
        await Expect(page.Locator("#answer")).ToContainTextAsync("refused", new() { Timeout = Patience });
        await page.GetByRole(AriaRole.Button, new() { Name = "Cut all sockets" }).ClickAsync();
        await Expect(page.Locator("#fault-answer")).ToContainTextAsync("refused", new() { Timeout = Patience });

        ExchangeView.IsQuoted(await _exchange!.State()).ShouldBeTrue();
    }

    [SkippableFact]
    public async Task A_script_in_what_the_exchange_says_is_shown_as_text()
    {
        var page = await Open(1440, 1500);
        await Expect(page.Locator("#verdict")).ToHaveTextAsync("quoting", Within());

        await _exchange!.Strike(new
        {
            verb = "place",
            status = 400,
            code = -1111,
            body = """{"code":-1111,"msg":"<img src=x onerror=alert(1)><script>alert(2)</script>"}""",
            @for = "20s",
        });

        await Expect(page.Locator("#log-rows li").Filter(new() { HasText = "<img src=x onerror=alert(1)>" }).First)
            .ToBeVisibleAsync(new() { Timeout = Patience });
        (await page.Locator("#log-rows img, #log-rows script").CountAsync()).ShouldBe(0);
        _complaints.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task The_page_comes_back_by_itself_with_its_node()
    {
        var page = await Open(1440, 1500);
        await Expect(page.Locator("#verdict")).ToHaveTextAsync("quoting", Within());
        var port = new Uri(page.Url).Port;

        await _phoenix!.Send("TERM");
        await Expect(page.Locator("#verdict"))
            .ToContainTextAsync("no word from the node", new() { Timeout = Patience });
        await _phoenix.Exit();
        await using var next = PhoenixProcess.Start("--config", _folder.Write("next.conf", $$"""
            include "sim.conf"
            phoenix.dashboard { port = {{port}}, any-port = off }
            phoenix.node.data-folder = "{{_folder.PathOf("data")}}"
            """));

        await Expect(page.Locator("#verdict")).ToHaveTextAsync("quoting", Within());
        await Expect(page.Locator("body.lost")).ToHaveCountAsync(0);
    }

    [SkippableFact]
    public async Task Everything_can_be_reached_by_the_keyboard()
    {
        var page = await Open(1440, 1500);
        await Expect(page.Locator("#symbols button")).ToHaveCountAsync(2, new() { Timeout = Patience });
        var reached = new List<string>();
        for (var press = 0; press < 30; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            reached.Add(await page.EvaluateAsync<string>(
                "document.activeElement.textContent.slice(0, 20) || document.activeElement.id"));
        }

        foreach (var wanted in new[] { "token", "Unlock", "Pause", "Flatten", "Kill all", "Cut all sockets" })
        {
            reached.ShouldContain(wanted);
        }

        await page.Locator("#symbols button").Nth(1).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#market-title")).ToHaveTextAsync("BTCUSDC", new() { Timeout = Patience });
    }

    private static LocatorAssertionsToHaveTextOptions Within() => new() { Timeout = Patience };

    private async Task<IPage> Open(int width, int height, bool dark = false)
    {
        Skip.If(Browser.Program is null, "Chromium is not installed.");
        var address = await Address();
        return await _browser!.Open(address, width, height, dark, _complaints.Add);
    }

    private async Task<Uri> Address()
    {
        Match match = Match.Empty;
        await UntilAsync(() =>
        {
            match = DashboardLine().Match(_phoenix!.Transcript);
            return Task.FromResult(match.Success);
        });
        return new Uri(match.Groups[1].Value);
    }

    private async Task Unlock(IPage page)
    {
        var token = (await File.ReadAllTextAsync(Path.Combine(_folder.PathOf("data"), "control.token"))).Trim();
        await page.Locator("#token").FillAsync(token);
        await page.GetByRole(AriaRole.Button, new() { Name = "Unlock" }).ClickAsync();
        await Expect(page.Locator("#lock")).ToContainTextAsync("unlocked", new() { Timeout = Patience });
    }

    /// <summary>For whoever wants to see it: artifacts/screenshots.</summary>
    private static async Task Keep(IPage page, string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root.Parent is { } parent && !File.Exists(Path.Combine(root.FullName, "Phoenix.Actors.sln")))
        {
            root = parent;
        }

        await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(root.FullName, "artifacts", "screenshots", name + ".png"),
            FullPage = true,
        });
    }

    private static IEnumerable<decimal> Prices(JsonElement state, string symbol) =>
        state.GetProperty("accounts")[0].GetProperty("openOrders").EnumerateArray()
            .Where(order => order.GetProperty("symbol").GetString() == symbol)
            .Select(order => order.GetProperty("price").GetDecimal())
            .Order();

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(PhoenixProcess.Patience);
        while (!await holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
    }

    [GeneratedRegex(@"Dashboard: (http://127\.0\.0\.1:\d+/)")]
    private static partial Regex DashboardLine();
}
