using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Phoenix.Core.Ports;

namespace Phoenix.Node.Dashboard;

/// <summary>The reports of incidents in words: which there are, and each by its name.</summary>
internal sealed partial class IncidentReports(string folder)
{
    public const string Root = "/incidents/";

    private const int Listed = 50;

    public async Task Serve(HttpContext context)
    {
        var name = context.Request.Path.Value![Root.Length..];
        if (name.Length == 0)
        {
            await context.Response.WriteAsJsonAsync(Names(), DashboardJson.Options, context.RequestAborted);
        }
        else if (Name().IsMatch(name) && File.Exists(FileOf(name)))
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.SendFileAsync(Path.GetFullPath(FileOf(name)), context.RequestAborted);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    /// <summary>Newest first; the names begin with their time.</summary>
    private string[] Names() => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateFiles(folder, "*" + IncidentPapers.ReportSuffix)
            .Select(path => Path.GetFileName(path)[..^IncidentPapers.ReportSuffix.Length])
            .OrderDescending(StringComparer.Ordinal)
            .Take(Listed),
    ];

    private string FileOf(string name) => Path.Combine(folder, name + IncidentPapers.ReportSuffix);

    /// <summary>Nothing that could lead out of the folder.</summary>
    [GeneratedRegex("^[A-Za-z0-9-]{1,80}$")]
    private static partial Regex Name();
}
