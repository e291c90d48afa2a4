using Overtone.Catalog.TrainedNetworks;
using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>The model that options name, and its images, as trials read them.</summary>
internal static class ModelSubjects
{
    /// <summary>The model and its images; null as long as the demonstration's network is not trained.</summary>
    /// <param name="options">The options.</param>
    /// <param name="type">What the model computes with.</param>
    /// <param name="planning">The plan of the study that asks, which names <see cref="TrainedNetworksStudy"/> among those it uses.</param>
    public static AuditSubject? Of<T>(ModelOptions options, NumberType type, TrialPlanning<T> planning)
        where T : TrialParameters
    {
        string model = options.Model;
        if (options.IsDemonstration)
        {
            if (planning.Need(TrainedNetworksStudy.Instance, DemonstrationNetwork.Training(options)) is not { } trained)
                return null;
            model = trained.Key;
        }

        InputSpec input = options.IsDemonstration ? InputSpec.Default : ModelInput.Of(options);
        if (input.Resize == ResizeRule.None)
            ImageProblem.OpenOfAnySizes(options.Data, planning.Environment.DataRoots).Evaluation.RequireOneSize();
        return new AuditSubject
        {
            Model = options.IsDemonstration ? model : Path.GetFullPath(model),
            IsDemonstration = options.IsDemonstration,
            Input = input,
            Data = options.Data,
            Images = options.Images,
            Seed = options.Seed,
            Dtype = type,
            // Where the outputs depend on the batch, one image at a time is what makes them well defined, from the first check on.
            BatchSize = options.BatchSize == 1 ? 1 : AuditSubject.FirstBatchSize,
        };
    }
}
