using System.CommandLine;
using Overtone.Bench;
using Overtone.Bench.Demands;
using Overtone.Bench.Measuring;

if (PassiveWaiting.Restart(args) is { } exitCode)
    return exitCode;
if (WatchedWorker.IsAskedFor(args))
    return WatchedWorker.Serve();
if (FilterMemory.IsAskedFor(args))
    return FilterMemory.Filter(args);
if (StoreComparison.IsAskedFor(args))
    return StoreComparison.Compare(args[1], args[2]);
if (SinesDemand.IsAskedFor(args))
    return SinesDemand.Serve();
if (OnnxAgreement.IsAskedFor(args))
    return OnnxAgreement.Run(args[1]);
if (OnnxNodeTests.IsAskedFor(args))
    return OnnxNodeTests.Run(args[1]);
if (ResolutionCoverage.IsAskedFor(args))
    return ResolutionCoverage.Run(args);
if (PerturbationDemand.IsAskedFor(args))
    return PerturbationDemand.Serve(args);

IReadOnlyList<IDemand> demands =
[
    new StartupDemand(),
    new SmokeDemand(),
    new FilteringDemand(),
    new SeedEnsemblesDemand(),
    new RecordingDemand(),
    new MemoryDemand(),
    new HeatMapDemand(),
    new HeatMapToolDemand(),
    new CorruptionDemand(),
    new CorruptionOverlapDemand(),
    new AuditMemoryDemand(),
    new AuditTimeDemand(),
    new LinearFrequencyDemand(),
    new RegionsDemand(),
    new SmallWeightsDemand(),
    new SinesDemand(),
    new PerturbationDemand(),
    new SpectrumDemand(),
    new AttackDemand(),
    new AutoAttackDemand(),
    new PostAveragingDemand(),
    new ClassifierTrainingDemand(),
];
var which = new Argument<string[]>("demand")
{
    Description = $"all, {string.Join(", ", demands.Select(d => d.Name))}",
    Arity = ArgumentArity.ZeroOrMore,
    DefaultValueFactory = _ => ["all"],
};
which.AcceptOnlyFromAmong(["all", .. demands.Select(d => d.Name)]);
var json = new Option<string?>("--json") { Description = "Also write the figures to this file", HelpName = "file" };
var python = new Option<string?>("--python")
{
    Description = "A Python with NumPy (and PyTorch) for the peers (default: the first one on PATH that has NumPy)",
    HelpName = "program",
};
var quick = new Option<bool>("--quick") { Description = "Smaller sizes and fewer rounds: shows that everything runs, decides nothing" };
var heatMapTool = new Option<string?>("--heat-map-tool")
{
    Description = "A checkout of gatheluck/FourierHeatmap, the peer of heat-map-tool",
    HelpName = "folder",
};
var foolbox = new Option<string?>("--foolbox")
{
    Description = "Folders with bethgelab/foolbox and jonasrauber/eagerpy, joined with ':', the peer of attacks",
    HelpName = "folders",
};
var autoAttack = new Option<string?>("--auto-attack-sources")
{
    Description = "A checkout of fra31/auto-attack, the peer of auto-attack",
    HelpName = "folder",
};
var postAveraging = new Option<string?>("--post-averaging-sources")
{
    Description = "A checkout of YupingLin171/PostAvgDefense, the peer of post-averaging",
    HelpName = "folder",
};
var root = new RootCommand("Measures what Overtone promises about time and memory, as ratios of two sides that take turns in one run.")
{
    which, json, python, quick, heatMapTool, foolbox, autoAttack, postAveraging,
};
root.SetAction(parsed =>
{
    string[] names = parsed.GetRequiredValue(which);
    var session = new BenchSession(
        parsed.GetValue(python), parsed.GetValue(quick), parsed.GetValue(heatMapTool), parsed.GetValue(foolbox),
        parsed.GetValue(autoAttack), parsed.GetValue(postAveraging));
    foreach (IDemand demand in demands.Where(d => names.Contains("all") || names.Contains(d.Name)))
        session.Run(demand);
    if (parsed.GetValue(json) is { } file)
        session.WriteJson(file);
    return session.Failures == 0 ? 0 : 1;
});
return root.Parse(args).Invoke();
