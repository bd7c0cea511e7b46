using System.Runtime.CompilerServices;

namespace Phoenix.Node.Tests.Metrics;

/// <summary>A file of this repository.</summary>
internal static class Page
{
    /// <param name="path">From the root of the repository.</param>
    public static string Read(string path, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../..", path));
}
