from django.urls import path

from modules.views import goodbye, home, keeping, media, printing, weeks

app_name = "modules"
urlpatterns = [
    path("home/", home.home, name="home"),
    path("home/begin/", home.begin, name="begin"),
    path("goodbye/", goodbye.goodbye, name="goodbye"),
    path("week/<int:number>/", weeks.week, name="week"),
    path("week/<int:number>/<int:step>/", weeks.step, name="step"),
    path("week/<int:number>/all/", weeks.whole, name="whole"),
    path("week/<int:number>/<int:step>/keep/", keeping.keep, name="keep"),
    path("progress/all/", printing.print_all, name="print-all"),
    path("progress/kept/", keeping.kept, name="kept"),
    path("film/<str:sha256>/", media.media, name="media"),
]
