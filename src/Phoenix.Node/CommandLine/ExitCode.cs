namespace Phoenix.Node.CommandLine;

/// <summary>What the process tells whoever started it.</summary>
public static class ExitCode
{
    /// <summary>The run ended as asked, and the exchange agrees with our books.</summary>
    public const int Ok = 0;

    /// <summary>
    /// The final comparison failed, or something unexpected ended the run; or a running node refused a command.
    /// </summary>
    public const int Failed = 1;

    /// <summary>The command line or a settings file holds a mistake; nothing was traded.</summary>
    public const int BadInput = 2;

    /// <summary>Of a command to a running node: none answers there.</summary>
    public const int NotReachable = 3;

    /// <summary>Of a command to a running node: it is in force, and was not confirmed in time.</summary>
    public const int NotConfirmed = 4;
}
