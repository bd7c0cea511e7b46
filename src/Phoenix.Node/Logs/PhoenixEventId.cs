namespace Phoenix.Node.Logs;

/// <summary>
/// The numbers of log messages. Each project has a block of its own: node 1000–1999, actors 2000–3999, binance
/// 4000–4999, venue 5000–5999, storage 6000–6999; a test keeps them unique. Next free id here: 1063.
/// </summary>
internal static class PhoenixEventId
{
    public const int Starting = 1000;
    public const int ExchangeUp = 1001;
    public const int StopRequested = 1002;
    public const int Stopped = 1003;
    public const int StopTimedOut = 1004;
    public const int Status = 1005;
    public const int SummaryWritten = 1006;
    public const int Agreed = 1007;
    public const int Disagreed = 1008;
    public const int TruthUnknown = 1009;
    public const int StatusMissing = 1010;
    public const int StoppedUnasked = 1011;
    public const int VenueStopped = 1012;
    public const int OrdersSent = 1013;
    public const int Sampled = 1014;
    public const int NothingToQuote = 1015;
    public const int ExchangeSecured = 1016;
    public const int IncidentNotWritten = 1017;
    public const int RecorderSilent = 1018;
    public const int DecisionsLost = 1019;
    public const int ControlUp = 1020;
    public const int Commanded = 1021;
    public const int CommandWithoutToken = 1022;
    public const int DashboardUp = 1023;
    public const int DashboardElsewhere = 1024;
    public const int DashboardPageGone = 1025;
    public const int MetricsUp = 1026;
    public const int OtlpStarts = 1027;
    public const int OtlpFails = 1028;
    public const int OtlpArrives = 1029;
    public const int TracesLost = 1030;
    public const int TraceBroken = 1031;
    public const int SettingTaken = 1060;
    public const int SettingNotTaken = 1061;
    public const int SettingsRefused = 1062;
    public const int AlertsStart = 1040;
    public const int AlertStands = 1041;
    public const int AlertOver = 1042;
    public const int AlertsFail = 1043;
    public const int AlertsArrive = 1044;
    public const int AlertNotesLost = 1045;
}
