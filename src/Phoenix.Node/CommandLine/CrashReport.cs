namespace Phoenix.Node.CommandLine;

/// <summary>Keeps the details of an unexpected end out of the terminal, and says where they are.</summary>
internal static class CrashReport
{
    /// <summary>One line; the rest is in a file of the temporary folder.</summary>
    public static string Write(Exception failure)
    {
        var reason = failure.GetBaseException().Message.ReplaceLineEndings(" ");
        var path = Path.Combine(Path.GetTempPath(), $"phoenix-{Environment.ProcessId}.crash.txt");
        try
        {
            File.WriteAllText(path, failure.ToString());
            return $"phoenix: unexpected end: {reason}; details in {path}";
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return $"phoenix: unexpected end: {reason}; details could not be written: {unwritable.Message}";
        }
    }
}
