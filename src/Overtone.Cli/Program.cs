using Overtone.Catalog;
using Overtone.Hosting;

return StudyHost.Run(args, StudyCatalog.All);
