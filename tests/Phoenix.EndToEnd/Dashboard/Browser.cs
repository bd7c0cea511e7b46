using Microsoft.Playwright;

namespace Phoenix.EndToEnd.Dashboard;

/// <summary>A Chromium of the machine's own, without a window. Closed with the test.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Where it is installed; null if it is not.</summary>
    public static string? Program => Places.FirstOrDefault(File.Exists);

    public static async Task<Browser> Start()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        });
        return new Browser(playwright, browser);
    }

    /// <summary>A page with storage of its own, whose errors and dialogs are told.</summary>
    public async Task<IPage> Open(Uri address, int width, int height, bool dark, Action<string> complain)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            IsMobile = width < 500,
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout((float)PhoenixProcess.Patience.TotalMilliseconds);
        page.PageError += (_, error) => complain(error);
        page.Dialog += (_, dialog) =>
        {
            complain(dialog.Message);
            _ = dialog.DismissAsync();
        };
        await page.GotoAsync(address.ToString());
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
