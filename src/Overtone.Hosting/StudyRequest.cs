using Overtone.Studies;

namespace Overtone.Hosting;

/// <summary>What a command line asks a study's command for, read and checked; nothing is planned or measured yet.</summary>
/// <param name="Study">The study.</param>
/// <param name="Options">Its options.</param>
/// <param name="Environment">Where the run finds and puts things.</param>
/// <param name="Jobs">How many trials are measured at the same time.</param>
/// <param name="Conditions">When the finished run counts as failed.</param>
/// <param name="Followed">What is followed, the run being made again whenever there is more; null for nothing.</param>
/// <param name="Sets">How many sets of seeds the study is run with; 1 for an ordinary run.</param>
internal sealed record StudyRequest(
    Study Study,
    StudyOptions Options,
    RunEnvironment Environment,
    int Jobs,
    IReadOnlyList<FailCondition> Conditions,
    IFollowed? Followed,
    int Sets);
