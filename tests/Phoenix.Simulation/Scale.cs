using System.Globalization;

namespace Phoenix.Simulation;

/// <summary>How much is simulated: a bounded share by default, as much as you like by environment variable.</summary>
internal static class Scale
{
    /// <summary><c>PHOENIX_SIM_DEATHS</c>: silent deaths in a row; default 100.</summary>
    public static int Deaths { get; } = Read("PHOENIX_SIM_DEATHS", 100);

    /// <summary><c>PHOENIX_SIM_SEEDS</c>: seeds with mixed faults; default 60.</summary>
    public static int Seeds { get; } = Read("PHOENIX_SIM_SEEDS", 60);

    /// <summary>
    /// <c>PHOENIX_SIM_SEED</c>: the first seed; set it, with one seed, to repeat a failure. Default 1.
    /// </summary>
    public static int FirstSeed { get; } = Read("PHOENIX_SIM_SEED", 1);

    /// <summary><c>PHOENIX_SIM_FAULT_SEEDS</c>: seeds of each single fault; default 2.</summary>
    public static int FaultSeeds { get; } = Read("PHOENIX_SIM_FAULT_SEEDS", 2);

    private static int Read(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value)
            ? value
            : otherwise;
}
