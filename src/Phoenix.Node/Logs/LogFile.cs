using Phoenix.Node.Settings;

namespace Phoenix.Node.Logs;

/// <summary>The file that gets the lines of the log as JSON.</summary>
internal static class LogFile
{
    /// <summary>
    /// Finds out before the run whether it can be written: while it runs, lines that cannot be are lost in silence.
    /// </summary>
    /// <param name="path">Empty for none. Folders that are missing are made.</param>
    /// <exception cref="BadInputException">It cannot.</exception>
    public static void Probe(string path)
    {
        if (path.Length == 0)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var file = File.Open(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var reason = failure.Message.ReplaceLineEndings(" ").TrimEnd('.');
            throw new BadInputException(new SettingsProblem(
                "phoenix.logging.file", path, "cannot be written", $"name a file that can ({reason})"));
        }
    }
}
